# Charts.
charts-coverage = Coverage in the year to date
charts-target = Target
charts-this-area = The area of this report
charts-provinces = Coverage in the year to date by province
charts-without-rate = Cannot be computed yet
charts-villages = Coverage of ranked villages, by regency or city
charts-villages-ranked = { $count } villages ranked
