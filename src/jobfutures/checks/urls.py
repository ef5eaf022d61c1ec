"""Addresses of skill checks."""

from django.urls import path

from jobfutures.checks.pages import attempt, offer, operate_banks, operate_items, task

app_name = "checks"
urlpatterns = [
    path("checks/", offer.checks, name="checks"),
    path("checks/self-description/", offer.description, name="description"),
    path("checks/attempts/<uuid:pk>/", attempt.attempt, name="attempt"),
    path("checks/attempts/<uuid:pk>/draft/", attempt.draft, name="draft"),
    path("checks/attempts/<uuid:pk>/task/", task.task, name="task"),
    path("checks/attempts/<uuid:pk>/task/draft/", task.task_draft, name="task_draft"),
    path("checks/attempts/<uuid:pk>/task/handing-in/", task.handing_in, name="handing_in"),
    path("checks/attempts/<uuid:pk>/task/verdict/", task.verdict, name="verdict"),
    path("checks/attempts/<uuid:pk>/pause/", attempt.pause, name="pause"),
    path("checks/attempts/<uuid:pk>/ending/", attempt.ending, name="ending"),
    path("checks/attempts/<uuid:pk>/result/", attempt.result, name="result"),
    path("checks/attempts/<uuid:pk>/deletion/", attempt.deletion, name="deletion"),
    path("operate/checks/", operate_banks.operate, name="operate"),
    path("operate/checks/banks/<int:bank>/", operate_banks.bank, name="operate_bank"),
    path("operate/checks/banks/<int:bank>/simulation/", operate_banks.simulation, name="operate_simulation"),
    path("operate/checks/banks/<int:bank>/release/", operate_banks.release, name="operate_release"),
    path("operate/checks/items/", operate_items.items, name="operate_items"),
    path("operate/checks/items/<slug:item>/", operate_items.item, name="operate_item"),
    path("operate/checks/items/<slug:item>/withdrawal/", operate_items.withdrawal, name="operate_withdrawal"),
    path("operate/checks/items/<slug:item>/taking-back/", operate_items.taking_back, name="operate_taking_back"),
    path("operate/checks/reviews/", operate_items.reviews, name="operate_reviews"),
    path("operate/checks/reviews/<int:item_review>/closing/", operate_items.closing, name="operate_closing"),
    path("operate/checks/fairness/", operate_items.fairness, name="operate_fairness"),
    path("checks/<slug:slug>/", offer.role, name="role"),
    path("checks/<slug:slug>/accuracy/", offer.accuracy, name="accuracy"),
    path("checks/<slug:slug>/attempts/", offer.attempts, name="attempts"),
]
