"""A workbook made from a contract: what a partner fills in and intake takes without a finding."""
