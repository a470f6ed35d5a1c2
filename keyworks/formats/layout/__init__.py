"""Layout: where in a sheet the table is, which of its rows are records, and what its heads are called."""
