"""Runs longer than a suite may take: mutants, fuzzing, generated cases, altered files. Each can be taken up again."""
