"""The two windows in which the site is tried, a phone's and a desk's, and the least size of text.

All in CSS pixels.
"""

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

LEAST_TEXT = 11
"""Least height of text in a figure, in the narrowest window too."""

SMALL_TEXTS = """least => [...document.querySelectorAll("svg.drawing text")]
  .map(text => parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? least))
  .filter(height => height < least)"""
