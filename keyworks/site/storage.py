"""Static files with their content's hash in their names, compressed when built."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Built(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also follows the imports between our own ES modules, so that each is fetched by its hashed name."""

    support_js_module_import_aggregation = True
