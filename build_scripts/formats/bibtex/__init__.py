"""The library as BibTeX: reading with the place of every fault, values, names, inheritance, and writing that changes nothing else."""
