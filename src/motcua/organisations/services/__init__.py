"""The only writers of the package, by noun. Every verb takes the actor, opens the transaction and appends the event."""
