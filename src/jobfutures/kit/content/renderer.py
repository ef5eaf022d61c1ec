"""Which renderer made the HTML of loaded content: raise it when the same files would render differently."""

RENDERER = "5"
