from django.urls import path

from keyworks.post.views import feeds, hooks, mails

app_name = "post"
urlpatterns = [
    path("post/", mails.outbox, name="outbox"),
    path("post/mine/", mails.mine, name="mine"),
    path("post/test/", mails.test, name="test"),
    path("post/<int:pk>/", mails.mail, name="mail"),
    path("post/<int:pk>/retry/", mails.retry, name="retry"),
    path("post/<int:pk>/drop/", mails.drop, name="drop"),
    path("hooks/", hooks.hooks, name="hooks"),
    path("hooks/new/", hooks.hook_new, name="hook_new"),
    path("hooks/<int:pk>/", hooks.hook, name="hook"),
    path("hooks/<int:pk>/edit/", hooks.hook_edit, name="hook_edit"),
    path("hooks/<int:pk>/secret/", hooks.secret, name="hook_secret"),
    path("hooks/<int:pk>/try/", hooks.test, name="hook_try"),
    path("hooks/<int:pk>/on/", hooks.switch_on, name="hook_on"),
    path("hooks/<int:pk>/off/", hooks.switch_off, name="hook_off"),
    path("hooks/deliveries/<int:pk>/", hooks.delivery, name="delivery"),
    path("hooks/deliveries/<int:pk>/retry/", hooks.retry, name="delivery_retry"),
    path("hooks/deliveries/<int:pk>/drop/", hooks.drop, name="delivery_drop"),
    path("me/calendar/", feeds.mine, name="feed"),
    path("me/calendar/make/", feeds.make, name="feed_make"),
    path("me/calendar/end/", feeds.end, name="feed_end"),
    path("feed/<str:key>.ics", feeds.calendar, name="calendar"),
]
