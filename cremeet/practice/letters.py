"""Words that go out with a meeting: the invitation, the child's read-out, and the note that covers what is sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cremeet.practice.shape import Shape, Text, Title

Sentences = Annotated[tuple[Text, ...], Field(min_length=1)]


class Invitation(Shape):
    """What an invitation says to professionals, and in plain words to parents and to the child.

    `why` is why the reader is invited, `bring` what to bring, `answer` how to answer, `participation` how the child
    takes part. The child reads `agenda_child` in place of the items, which name harm: somebody else may see the paper.
    """

    why: Text = (
        "You are invited because you know the child, or because your agency can help to make the child safer. Please "
        "come able to decide for your agency."
    )
    bring: Sentences = (
        "What your agency knows: facts first, then what you make of them, and what is going well for the child.",
        "What the child has said to you, in the child's own words.",
        "What has become of the actions that your agency holds.",
        "Your diary, so that actions and the next meeting can be dated.",
    )
    answer: Text = (
        "Please say whether you are coming as soon as you can. If you cannot come, send your apologies, a written "
        "report, and somebody who can decide for your agency."
    )
    participation: Text = (
        "The child is asked whether they want to come, to all of it or to a part, and how else they would like to be "
        "heard. If you see the child before the meeting, ask what they want us to know, and write down their own words."
    )
    why_family: Text = (
        "You are invited because you know your child best. Nobody is blaming you or your child. We want to hear from "
        "you, and to agree with you what will keep your child safe."
    )
    bring_family: Sentences = (
        "What you have noticed, and what worries you.",
        "What is going well, and who helps.",
        "What you would like to happen, and any questions.",
        "Somebody to support you, if you wish. Please tell us beforehand who it is.",
    )
    answer_family: Text = (
        "Please tell us whether you can come. Tell us too if you need an interpreter, help with travel, a break, or "
        "another time. If you cannot come, we will ask for your views and read them out."
    )
    participation_family: Text = (
        "Your child is asked whether they want to come, and how else they would like to be heard. Some things are "
        "talked about by professionals alone. We will say so when that time comes."
    )
    why_child: Text = (
        "This meeting is about keeping you safe. You have done nothing wrong. We want to hear what you think, and what "
        "you want to happen."
    )
    bring_child: Sentences = (
        "Anything that you want to say. You can write it, draw it, or ask somebody to say it for you.",
        "Any questions.",
        "Somebody you trust, if you like. It can be an advocate: somebody who is there only for you.",
    )
    agenda_child: Sentences = (
        "Everybody says who they are.",
        "You can say what you think. Somebody you trust can say it for you, if you like.",
        "We talk about what is going well for you, and what is not.",
        "We agree what grown-ups will do, and by when.",
        "We agree who tells you about it, and when we will meet again.",
    )
    answer_child: Text = (
        "You can come to all of it, or to a part, or not at all. Tell a grown-up you trust what you would like. You "
        "can change your mind."
    )
    participation_child: Text = (
        "Grown-ups sometimes talk on their own for a part of the meeting. They will tell you what they can afterwards."
    )
    handling_family: Text = (
        "Confidential. This paper is about your child. Please keep it where nobody else can read it, and do not show "
        "or send it to anybody."
    )
    handling_child: Text = "This paper is about you. Keep it in a safe place, or ask us to keep it for you."


class ReadOut(Shape):
    """The sentences of the child's read-out: short and plain, for a reader of nine to eleven.

    `hello` follows the child's name, `safe` says where help is at any hour, `handling` how to look after the paper.
    """

    title: Title = "Your meeting"
    hello: Text = (
        "some people met to talk about how to keep you safe. You have done nothing wrong. This paper tells you what "
        "they said they will do."
    )
    not_yet: Text = "The meeting has not happened yet. This paper will tell you about it when it has."
    your_words: Title = "What you told us"
    heard: Text = "Thank you for telling us. These are your own words."
    not_heard: Text = "We do not have your words yet. You can still tell us what you think, at any time."
    decided: Title = "What we decided"
    nothing_decided: Text = "There is nothing in this paper about what was decided. You can ask us about it."
    next: Title = "What happens next"
    promised: Text = "These are the things that grown-ups have said they will do."
    nothing_promised: Text = "There is nothing in this paper about what we will do next. You can ask us about it."
    done: Text = "These things have been done."
    dropped: Text = "These things will not happen now. You can ask us why."
    meet_again: Text = "The grown-ups will meet again. They will look at what has got better for you."
    ask: Title = "Who you can ask"
    ask_somebody: Text = "You can ask any grown-up you trust to find out for you."
    wrong: Text = "Is something in this paper wrong? Is something missing? Tell us, and we will put it right."
    safe_title: Title = "If you do not feel safe"
    safe: Text = (
        "If you are in danger now, call 999. You can talk to Childline at any time, day or night. The number is 0800 "
        "1111. It is free, and it does not show on a phone bill."
    )
    handling: Text = "This paper is about you. Keep it in a safe place, or ask us to keep it for you."


class Covering(Shape):
    """The note that goes with what is sent to one reader: how to handle it, and what to do if it goes astray."""

    opening: Text = "These papers are for you alone. Please read this note before you open them."
    locked: Text = (
        "The files open with a password, which is sent to you by another way. Do not write it into an email or keep it "
        "with the files."
    )
    unlocked: Text = "The files open without a password. Please move them into a safe place as soon as you can."
    conditions: Sentences = (
        "Keep the files where only those who need them for this child can open them, and nowhere else.",
        "Do not copy or forward them without the chair's agreement. Your copy is numbered, and is registered to you.",
        "Read them where nobody else can see the screen or the paper.",
        "Destroy your copy when you no longer need it, or when you are sent a later one. The council keeps the record.",
        "If the child, the family or anybody else asks you for a copy, send them to the chair.",
    )
    astray: Text = (
        "If a file is lost, sent to the wrong person or opened by somebody else, tell the chair at once, by day or "
        "night, and your own data protection officer. Do not wait until you are sure."
    )
    conditions_family: Sentences = (
        "Keep these papers where nobody else can read them. If you have no safe place, we will keep them for you.",
        "Please do not show them to anybody, take pictures of them, or put any of it online.",
        "When you no longer need them, give them back to us, and we will destroy them safely.",
    )
    astray_family: Text = (
        "If papers are lost, or somebody else has seen them, tell us at once. Nobody will blame you. We will help."
    )
    receipt: Text = "Please answer in a word that the papers have reached you and that you can open them."
