"""Reading foreign files into rows; nothing here touches the database."""
