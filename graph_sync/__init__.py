"""The only room that speaks Microsoft Graph: the coordinator's lists, the calendars, the directory."""
