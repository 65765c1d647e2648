"""What draws: from a trace or its views to a picture with its alt text.

ink (colours, numbers), canvas (paper and pen), then one module for each kind of picture.
"""
