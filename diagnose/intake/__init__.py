"""Facts from where they live: workbooks, questionnaires, decrees and tables, each read into part of a case."""
