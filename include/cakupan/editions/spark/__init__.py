"""A close on Spark, or on Sail, which speaks as Spark does: from the lake to the schema of a build."""
