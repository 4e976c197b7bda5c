// A module that cannot be loaded where it is.
throw new Error("no GPU here.");
