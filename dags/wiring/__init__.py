"""What several pipelines are wired with; no pipeline itself."""
