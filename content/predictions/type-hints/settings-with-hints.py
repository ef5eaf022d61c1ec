class Settings:
    page_size: int
    debug: bool = False


settings = Settings()
print("debug:", settings.debug)
print("page size:", settings.page_size)
