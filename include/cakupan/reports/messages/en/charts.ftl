# Charts.
charts-coverage = Coverage over the year up to { $day }
charts-target = Target
charts-this-area = The area of this report
charts-among-peers = Coverage over the year up to { $day } among areas of the same level
charts-peer = Peers
charts-provinces = Coverage over the year up to { $day } by province
charts-without-rate = Cannot be computed yet
charts-villages = Coverage of ranked villages on { $day }, by regency or city
charts-villages-ranked = { $count ->
    [one] { $count } village
   *[other] { $count } villages
} ranked
charts-quoted = Quoted from a document
charts-simulated = Simulated
charts-trend = Coverage over the year, in 13 months
charts-trend-segments = Coverage over the year by segment, in 13 months
