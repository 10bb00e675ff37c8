# The image that serves a published model on SageMaker or anywhere else; docs/serving.md. After ./mvnw package:
#   docker build --build-arg BASE_IMAGE=eclipse-temurin:25-jre --tag riskmesh-scoring .
# Any image with Java 17 or newer on its path will do; 24 and newer give each request a virtual thread.
ARG BASE_IMAGE=eclipse-temurin:25-jre
FROM ${BASE_IMAGE}
ARG VERSION=0.1.0

# SageMaker may name another port than 8080 when several containers share a host.
LABEL com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true

COPY target/riskmesh-${VERSION}-scoring.jar /opt/riskmesh/riskmesh-scoring.jar
COPY LICENSE NOTICE /opt/riskmesh/

USER 10001:10001
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/riskmesh/riskmesh-scoring.jar"]
CMD ["serve"]
