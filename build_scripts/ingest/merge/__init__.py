"""What was converted meets what people own: names, the three-way merges, and the plan of all files of an ingest."""
