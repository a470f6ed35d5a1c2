from keyworks.base.manifest import Room


class DossierRoom(Room):
    name = "keyworks.dossier"
    prefix = "dossier/"
