from keyworks.values.refusals import Refused


class DemonstrationRefused(Refused):
    """This room's no."""
