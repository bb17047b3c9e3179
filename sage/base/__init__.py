"""Vocabulary shared by every part: types, values, places, messages, errors. Imports nothing of ours."""
