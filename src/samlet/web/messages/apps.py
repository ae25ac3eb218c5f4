from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "samlet.web.messages"
    label = "messages"
