"""What does not add up in a monthly report, and what adds up and still is asked about."""
