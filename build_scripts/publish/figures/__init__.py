"""Pictures of a collection: charts of its works, and when, where and with whom its terms are used."""
