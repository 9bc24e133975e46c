"""The frozen data of an edition: facts as files and the queries over them, without a warehouse."""
