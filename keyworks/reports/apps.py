from keyworks.base.manifest import Room


class ReportsRoom(Room):
    name = "keyworks.reports"
