"""What messages are made of and when they go out. Pure: values in, values out."""
