from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "samlet.web.messages"
    label = "outgoing"  # "messages" is the label of django.contrib.messages
