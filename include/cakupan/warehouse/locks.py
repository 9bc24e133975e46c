"""The advisory locks of the warehouse: one number for each thing that only one session may do at a time."""

LOADS_IN_FLIGHT = 7_318_201  # shared by every load and publication, taken alone for the moment as_of is fixed
RECEIVING = 7_318_202  # files are taken out of the inbox by one session
PARTITIONS = 7_318_203  # partitions of roster rows are made by one session
PUBLISHING = 7_318_204  # version numbers are taken one publication at a time
EXTRACTS = 7_318_205  # extracts are compared with what is current one load at a time
PERSONS = 7_318_206  # persons are numbered by one session
CHAINS = 7_318_208  # with the place of a chain as second number: taken by the triggers of migration 0006
CLOSE_RUNS = 7_318_207  # with the hash of a run_id as second number: held while a step of that run works
LAKE = 7_318_209  # files of the lake are written, and rows that they hold emptied, by one session
