// A camera and what it sees. The browser's own detector reads the codes where there is one;
// else whoever asked gets the frame's pixels.

const LONGEST_SIDE = 1024; // pixels of a frame that is handed out: codes are read well, and fast

export class Camera {
  // Rejects with a DOMException: NotAllowedError, NotFoundError, and others.
  static async open(video) {
    const wanted = { video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false };
    if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", "NotFoundError");
    const camera = new Camera(video, await navigator.mediaDevices.getUserMedia(wanted));
    video.srcObject = camera.stream;
    await video.play();
    if ("BarcodeDetector" in window) {
      const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
      if (formats.includes("qr_code")) camera.detector = new BarcodeDetector({ formats: ["qr_code"] });
    }
    return camera;
  }

  constructor(video, stream) {
    this.video = video;
    this.stream = stream;
    this.hidden = () => document.hidden && this.stop();
    document.addEventListener("visibilitychange", this.hidden);
  }

  // False once it was stopped, the page was hidden, or the camera was pulled out.
  running() {
    return this.stream.getTracks().some((track) => track.readyState === "live");
  }

  // A text, a frame as ImageData, or nothing yet.
  async look() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width || !height) return undefined;
    if (this.detector) {
      const codes = await this.detector.detect(this.video).catch(() => []);
      return codes.map((code) => code.rawValue).find((text) => text);
    }
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    this.canvas ??= document.createElement("canvas");
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    return context.getImageData(0, 0, this.canvas.width, this.canvas.height);
  }

  stop() {
    document.removeEventListener("visibilitychange", this.hidden);
    for (const track of this.stream.getTracks()) track.stop();
    this.video.srcObject = null;
  }
}
