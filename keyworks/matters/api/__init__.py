from keyworks.matters.api.matters import router

__all__ = ["router"]
