"""What a text prints about itself: labels, names, matter in English, and the values that follow from them."""
