from django.urls import path

from jobfutures.support import pages

app_name = "support"
urlpatterns = [
    path("help/", pages.faq, name="help"),
    path("help/contact/", pages.contact, name="contact"),
    path("help/report/", pages.report, name="report"),
    path("help/fraud/", pages.fraud, name="fraud"),
    path("help/sent/", pages.sent, name="sent"),
    path("operate/inbox/", pages.inbox, name="inbox"),
    path("operate/inbox/<uuid:pk>/", pages.message, name="message"),
    path("operate/inbox/<uuid:pk>/answer/", pages.answer, name="answer"),
    path("operate/inbox/<uuid:pk>/opening/", pages.move, {"act": "open"}, name="opening"),
    path("operate/inbox/<uuid:pk>/closing/", pages.move, {"act": "close"}, name="closing"),
    path("operate/inbox/<uuid:pk>/reopening/", pages.move, {"act": "reopen"}, name="reopening"),
]
