from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keyworks.base.doors import SIGNED_IN, door


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html")
