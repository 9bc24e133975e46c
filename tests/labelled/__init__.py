"""A labelled set: people, a register of most of them, rosters of some of them, and who each row is.

It knows nothing of how rows are matched, and is not to be told: it imports nothing of cakupan.identity.
The seeds below seal it. They, and the rates in `rates`, are not to be changed to make a floor hold; a
rate moves only when what partners send is found to be otherwise, and then for the reason written there.
"""

SAMPLE_SEED = 20_241_001  # what the integration test measures
BENCH_SEED = 19_771_205  # what `make bench` measures: the year and day the insurance of workers began
