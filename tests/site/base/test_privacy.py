"""The detector of personal data, its forms and its command."""
