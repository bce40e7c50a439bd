"""What F1 shows: a topic for each screen and dialog, read from `resources/help/`, and where it is read."""

from cremeet.views.help.topics import Topic, find_topic, topics

__all__ = ["Topic", "find_topic", "topics"]
