from keyworks.values.refusals import Refused


class PublishingRefused(Refused):
    """This room's no."""
