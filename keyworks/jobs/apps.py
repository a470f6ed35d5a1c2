from keyworks.base.manifest import Room


class JobsRoom(Room):
    name = "keyworks.jobs"
    prefix = "jobs/"
