"""The documents screen: briefing packs of one date, with options, preview, files and print."""
