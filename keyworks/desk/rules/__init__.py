"""What the first screens decide: pure."""
