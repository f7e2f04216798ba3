"""The pages of the workbench, a file a subject."""
