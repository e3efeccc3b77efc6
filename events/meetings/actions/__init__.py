"""What changes meetings and registrations."""
