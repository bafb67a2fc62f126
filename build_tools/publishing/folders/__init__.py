"""Files and folders: what is in one, how one is filled, and how a finished one takes another's place."""
