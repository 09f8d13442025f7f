"""Extract: captures become article versions with labelled blocks, or rejections."""
