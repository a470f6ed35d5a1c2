from keyworks.base.manifest import Room


class SiteRoom(Room):
    name = "keyworks.site"
    prefix = ""
