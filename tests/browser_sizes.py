"""The two windows in which the site is tried: a phone's and a desk's, in CSS pixels."""

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
