"""The forms of the pages, and the bridge from Django fields to GOV.UK components."""
