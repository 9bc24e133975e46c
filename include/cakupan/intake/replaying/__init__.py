"""One list beside another: compared row by row, judged again under the rules of today."""
