"""What a person sees: values of the directory put into words and buttons."""
