from keyworks.base.manifest import Room


class BaseRoom(Room):
    name = "keyworks.base"

    def ready(self) -> None:
        super().ready()
        from django.db.models.signals import post_migrate

        from keyworks.base import guards

        # SQLite rebuilds a table to alter it and drops its triggers, so they are laid anew after every migrate.
        post_migrate.connect(guards.after_migrate, dispatch_uid="keyworks.guards")
