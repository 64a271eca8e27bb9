"""Any update that the Bot API's specification allows; `update_types.json` is of the origin and licence that
sandbox/bot_api.md names.
"""
