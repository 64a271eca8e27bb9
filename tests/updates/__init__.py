"""Any update that the Bot API's specification allows."""
